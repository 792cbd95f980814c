import { defineConfig } from 'vite';

export default defineConfig({
  build: { ssr: 'src/main.ts', outDir: 'dist', target: 'node20', emptyOutDir: true },
  // Our own libraries are TypeScript sources; the rest comes from node_modules.
  ssr: { noExternal: [/^@chat\//] },
});
