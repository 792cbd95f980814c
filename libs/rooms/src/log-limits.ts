/** How much a log keeps: that of `LIMITS`, or less in a test that wants to see it trimmed. */
export type LogLimits = {
  historyMessages: number;
  historyLength: number;
  resumableEntries: number;
  snapshotMessages: number;
};
