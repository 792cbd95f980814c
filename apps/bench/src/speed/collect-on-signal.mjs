// For `node --expose-gc --import`: collects the garbage when it is asked to, so that what is left is counted.
process.on('SIGUSR2', () => globalThis.gc());
