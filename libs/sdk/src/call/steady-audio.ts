/**
 * A description that asks for silence to be sent as silence (DTX, RFC 7587 6.1) and for losses to be mended (in-band FEC):
 * the other side encodes as this says. What is there already stays. Redundancy (RED, RFC 2198) is negotiated by codec
 * preferences instead.
 */
export function askForSteadyAudio(sdp: string): string {
  const opus = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  if (opus === undefined) return sdp;
  return sdp.replace(new RegExp(`^(a=fmtp:${opus} )(.*?)(\\r?)$`, 'gm'), (...parts: string[]) => {
    const [, head = '', parameters = '', end = ''] = parts;
    return `${head}${withParameters(parameters)}${end}`;
  });
}

/**
 * Sound is sent twice where the browser knows how to (RED, RFC 2198): what is lost once is still heard. It must be said
 * before the description is made; the codecs stay all the same, only their order changes.
 */
export function preferRedundancy(transceiver: RTCRtpTransceiver): void {
  // Not in Node, and not in browsers before 2024.
  if (typeof RTCRtpReceiver === 'undefined' || !('setCodecPreferences' in transceiver)) return;
  const codecs = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? [];
  const isRed = ({ mimeType }: { mimeType: string }) => mimeType.toLowerCase() === 'audio/red';
  if (!codecs.some(isRed)) return;
  const inOrder = [...codecs.filter(isRed), ...codecs.filter((codec) => !isRed(codec))];
  transceiver.setCodecPreferences(inOrder);
}

function withParameters(parameters: string): string {
  const given = parameters.split(';').filter((part) => !/^\s*(usedtx|useinbandfec)=/.test(part));
  return [...given, 'useinbandfec=1', 'usedtx=1'].join(';');
}
