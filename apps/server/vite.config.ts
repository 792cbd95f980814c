import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist',
    target: 'node20',
    emptyOutDir: true,
    // Names and lines stay, for what a log says of a fault.
    rolldownOptions: { output: { minify: { compress: true, mangle: false, codegen: false } } },
  },
  // Thousands of small files, found and read one by one, are half of the time that a start takes.
  ssr: { noExternal: true },
});
