export { Call, type CallMedia, type CallOptions } from './call.ts';
export type { CallState, EndReason } from './call-state.ts';
export { DeviceShelf, type ChoiceStorage, type DeviceShelfState } from './device-shelf.ts';
export type { Device, DeviceChoices, DeviceKind, DeviceNews } from './devices.ts';
export { LevelMeter } from './level.ts';
export { LocalMedia, type LocalMediaState } from './local-media.ts';
export {
  canShareScreen,
  hintScreen,
  openScreen,
  type CaptureProblems,
  type DeviceProblem,
  type ScreenHint,
} from './media.ts';
export type { OutgoingSignal, SignalChannel, SignalEvent } from './signal-channel.ts';
export {
  hearLevel,
  hearMuted,
  NO_MUTED_SPEECH,
  SILENT,
  type MutedSpeech,
  type Speaking,
} from './speech.ts';
