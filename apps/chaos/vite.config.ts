import { defineConfig } from 'vite';

// A run is bound by what its clients cost, and in one file they cost a fifth less than through tsx.
export default defineConfig({
  build: { ssr: 'src/main.ts', outDir: 'dist', target: 'node20', emptyOutDir: true },
  ssr: { noExternal: [/^@chat\//] },
});
