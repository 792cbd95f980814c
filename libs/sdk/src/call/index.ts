export { Call } from './call.ts';
export type { CallMedia } from './call-media.ts';
export type { CallOptions, CallStorage } from './call-options.ts';
export type { CallState, EndReason, FailureCause } from './call-state.ts';
export { DeviceShelf, type ChoiceStorage, type DeviceShelfState } from './device-shelf.ts';
export type { Device, DeviceChoices, DeviceKind, DeviceNews } from './devices.ts';
export { LevelMeter } from './level.ts';
export { LocalMedia } from './local-media.ts';
export type { LocalMediaState, WantedMedia } from './local-media-state.ts';
export {
  canShareScreen,
  hintScreen,
  openScreen,
  type CaptureProblems,
  type DeviceProblem,
  type ScreenHint,
} from './media.ts';
export type { LinkState } from './link-watch.ts';
export { checkPath, type PathCheck } from './path-check.ts';
export type { Peer } from './peer.ts';
export type { QualityLevel, QualityReason } from './quality.ts';
export type { MediaRole } from './roles.ts';
export type { SendingNews } from './sent-media.ts';
export type { OutgoingSignal, SignalChannel, SignalEvent } from './signal-channel.ts';
export {
  hearLevel,
  hearMuted,
  NO_MUTED_SPEECH,
  SILENT,
  type MutedSpeech,
  type Speaking,
} from './speech.ts';
export { steadyTime } from './steady-time.ts';
export { watchLink } from './watch-link.ts';
