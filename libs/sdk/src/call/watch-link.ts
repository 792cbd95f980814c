import type { Call } from './call.ts';
import { LinkWatch, type LinkState } from './link-watch.ts';
import { onNetworkChange } from './network-change.ts';
import type { Peer } from './peer.ts';

/**
 * Watches the link of a call for as long as its peer connection lasts: sheds the picture where there is no room, tells
 * the other side, and looks for a new path when nothing comes any more or the network is another. For
 * `CallOptions.onPeer`; `onChange` gets what there is to show, null while nothing is known.
 */
export function watchLink(
  peer: Peer,
  call: Pick<Call, 'tell' | 'networkChanged' | 'media'>,
  onChange: (state: LinkState | null) => void = () => undefined,
): () => void {
  const findPath = () => call.networkChanged();
  const isSendingToMe = () => {
    const { microphone, camera, screen, video } = call.media.remoteState ?? { microphone: true };
    return microphone || Boolean(screen) || (camera && video !== 'paused');
  };
  const watch = new LinkWatch({ peer, onSilence: findPath, isSendingToMe });
  const show = () => onChange(peer.state === 'connected' ? watch.state : null);
  const tell = ({ level, picture }: LinkState) => {
    show();
    call.tell({ video: picture, quality: level === 'lost' ? 'poor' : level });
  };
  const endings = [
    watch.subscribe(tell),
    // A call that goes on over another peer connection begins with the whole picture, whatever was told before.
    peer.onState((state) => (state === 'connected' ? tell(watch.state) : show())),
    onNetworkChange(findPath),
    () => watch.close(),
  ];
  return () => {
    for (const end of endings) end();
    onChange(null);
  };
}
