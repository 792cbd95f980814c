import { defineConfig } from 'vite';

// A run is bound by what its clients cost, and in one file they cost a fifth less than through tsx.
export default defineConfig({
  build: {
    ssr: true,
    rollupOptions: {
      input: ['src/main.ts', 'src/fuzz.ts'],
      // What both share finds the server from there, as it does from `src`.
      output: { chunkFileNames: '[name].js' },
    },
    outDir: 'dist',
    target: 'node20',
    emptyOutDir: true,
  },
  ssr: { noExternal: [/^@chat\//] },
});
