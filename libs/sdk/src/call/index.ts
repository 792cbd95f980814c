export { Call, type CallMedia, type CallOptions } from './call.ts';
export type { CallState, EndReason } from './call-state.ts';
export type { DeviceProblem } from './media.ts';
export type { OutgoingSignal, SignalChannel, SignalEvent } from './signal-channel.ts';
