// For `node --expose-gc --import`: collects the garbage when it is asked to, so that what is left is counted.
// SIGUSR2 would end our server, SIGUSR1 starts a debugger.
process.on('SIGWINCH', () => globalThis.gc());
