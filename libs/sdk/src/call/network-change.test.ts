import { expect, test, vi } from 'vitest';
import { onNetworkChange, type NetworkInformation } from './network-change.ts';

function device(type?: string) {
  const connection: NetworkInformation = Object.assign(new EventTarget(), type ? { type } : {});
  const page = new EventTarget();
  const moved = vi.fn();
  const stop = onNetworkChange(moved, { page, connection });
  const become = (next: string) => {
    Object.assign(connection, { type: next });
    connection.dispatchEvent(new Event('change'));
  };
  return { page, connection, moved, stop, become };
}

test('a device that is back on a network may be on another', () => {
  const { page, moved } = device();
  page.dispatchEvent(new Event('online'));
  expect(moved).toHaveBeenCalledTimes(1);
});

test('a telephone that goes from Wi-Fi to the mobile network has moved', () => {
  const { become, moved } = device('wifi');
  become('cellular');
  expect(moved).toHaveBeenCalledTimes(1);
});

test('no network is nothing to look for a path on; the one after it is', () => {
  const { become, moved } = device('wifi');
  become('none');
  expect(moved).not.toHaveBeenCalled();
  become('wifi');
  expect(moved).toHaveBeenCalledTimes(1);
});

test('a new estimate of the speed is no other network', () => {
  for (const { connection, moved } of [device(), device('wifi')]) {
    connection.dispatchEvent(new Event('change'));
    expect(moved).not.toHaveBeenCalled();
  }
});

test('nothing is heard after the end', () => {
  const { page, become, moved, stop } = device('wifi');
  stop();
  page.dispatchEvent(new Event('online'));
  become('cellular');
  expect(moved).not.toHaveBeenCalled();
});
