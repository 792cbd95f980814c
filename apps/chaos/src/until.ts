import type { Bot } from './bot.ts';

/** Resolves when it is so; asked whenever something about the tab changed. */
export function until(bot: Bot, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!isSo()) return;
      stop();
      resolve();
    };
    const stop = bot.onChange(check);
    check();
  });
}
