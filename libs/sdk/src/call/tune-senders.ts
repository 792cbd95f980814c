import type { Peer } from './peer.ts';
import { RUNGS } from './ladder.ts';

/** What a sender of a role should do. */
interface Wanted {
  encoding: Partial<RTCRtpEncodingParameters>;
  degradation?: RTCDegradationPreference;
}

/**
 * Brings what is sent to a rung of the ladder: sound has precedence, the camera gives way evenly, a screen keeps its
 * sharpness and gives its pace. Parameters that are right already are left alone. Never throws.
 */
export async function tuneSenders(peer: Pick<Peer, 'sender'>, rung: number): Promise<void> {
  const wanted = RUNGS[rung];
  if (!wanted) return;
  const { video, scale, screen, audio } = wanted;
  await tune(peer.sender('audio'), { encoding: { maxBitrate: audio, networkPriority: 'high' } });
  await tune(peer.sender('camera'), {
    encoding: {
      ...limitOf(video),
      scaleResolutionDownBy: scale,
    },
    degradation: 'balanced',
  });
  await tune(peer.sender('screen'), {
    encoding: limitOf(screen),
    degradation: 'maintain-resolution',
  });
}

/** A paused encoding still wants a limit that is one. */
function limitOf(bitrate: number): Partial<RTCRtpEncodingParameters> {
  return bitrate > 0 ? { active: true, maxBitrate: bitrate } : { active: false };
}

async function tune(sender: RTCRtpSender | undefined, { encoding, degradation }: Wanted) {
  if (!sender) return;
  const parameters = sender.getParameters();
  const [current] = parameters.encodings;
  // Before the first description there is nothing to set.
  if (!current) return;
  const isRight =
    hasAll(current, encoding) &&
    (degradation === undefined || parameters.degradationPreference === degradation);
  if (isRight) return;
  Object.assign(current, encoding);
  if (degradation !== undefined) parameters.degradationPreference = degradation;
  // The call may have ended; and a browser that refuses one of them still sends.
  await sender.setParameters(parameters).catch(() => undefined);
}

function hasAll(current: object, wanted: object): boolean {
  const has = new Map<string, unknown>(Object.entries(current));
  return Object.entries(wanted).every(([name, value]) => has.get(name) === value);
}
