import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist',
    target: 'node20',
    emptyOutDir: true,
    rolldownOptions: {
      output: {
        // Names and lines stay, for what a log says of a fault.
        minify: { compress: true, mangle: false, codegen: false },
        // What is ours stays by itself, so that it can be looked through.
        codeSplitting: { groups: [{ name: 'packages', test: /node_modules/, tags: ['$initial'] }] },
      },
    },
  },
  // Thousands of small files, found and read one by one, are half of the time that a start takes.
  ssr: { noExternal: true },
});
