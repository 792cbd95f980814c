import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist',
    target: 'node20',
    emptyOutDir: true,
    // Names stay, for what a log says of a fault.
    rolldownOptions: { output: { minify: { compress: true, mangle: false, codegen: true } } },
  },
  // Thousands of small files, found and read one by one, are half of the time that a start takes.
  ssr: { noExternal: true },
});
