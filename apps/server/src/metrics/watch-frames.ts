import type { ClientFrame, ErrorCode } from '@chat/protocol';
import type { Tracing } from '../tracing/tracing.ts';
import type { Metrics } from './metrics.ts';

/** Told of every frame that is handled, and by what it gives back how that ended. */
export type FrameWatch = (frame: ClientFrame) => (refused?: ErrorCode) => void;

export function watchFrames(metrics: Metrics, tracing: Tracing | undefined): FrameWatch {
  return (frame) => {
    metrics.frame(frame);
    const span = tracing?.start(`frame ${frame.type}`);
    return (refused) => {
      if (refused) metrics.rejected(refused, 'socket');
      span?.end({ ...(refused && { 'chat.refusal': refused }) }, refused === 'internal');
    };
  };
}
