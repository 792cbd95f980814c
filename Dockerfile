# syntax=docker/dockerfile:1
# The server with the page in one image: no shell commands run in its last stage, so it is files of these stages on top
# of Node, owned by root and run by `node`, who may write nowhere but in /data. scripts/check-image.mjs runs the commands
# of these stages without Docker.
ARG NODE=24

FROM node:${NODE}-bookworm-slim AS build
WORKDIR /src
# Packages before sources: this layer is kept for as long as no package changes.
COPY package.json package-lock.json ./
COPY apps/bench/package.json apps/bench/
COPY apps/chaos/package.json apps/chaos/
COPY apps/client/package.json apps/client/
COPY apps/e2e/package.json apps/e2e/
COPY apps/server/package.json apps/server/
COPY libs/protocol/package.json libs/protocol/
COPY libs/rooms/package.json libs/rooms/
COPY libs/sdk/package.json libs/sdk/
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npx nx run-many -t build -p @chat/client @chat/server --outputStyle=static

# What the server loads at run time; @chat/* is in its bundle already.
FROM build AS packages
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund -w @chat/server
RUN rm -rf node_modules/@chat && mkdir -p apps/server/node_modules data

FROM node:${NODE}-alpine
LABEL org.opencontainers.image.title="chat" org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=packages /src/node_modules node_modules
COPY --from=packages /src/apps/server/node_modules apps/server/node_modules
COPY --from=build /src/apps/server/package.json apps/server/package.json
COPY --from=build /src/apps/server/dist apps/server/dist
COPY --from=build /src/apps/client/dist apps/client/dist
COPY deploy/docker/health-check.mjs health-check.mjs
COPY LICENSE LICENSE
COPY --from=packages --chown=node:node /src/data /data
VOLUME /data
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=4s --start-period=20s --retries=3 CMD ["node", "health-check.mjs"]
CMD ["node", "apps/server/dist/main.js"]
