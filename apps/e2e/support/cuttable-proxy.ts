import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy of ours that can cut every connection and refuse new ones, as a tunnel does. */
export interface CuttableProxy {
  readonly url: string;
  /** The same link, by way of the proxy. */
  through(link: string): string;
  /** Cuts what is open and takes nothing until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function startProxy(target: string): Promise<CuttableProxy> {
  const port = Number(new URL(target).port);
  const sockets = new Set<Socket>();
  let down = false;
  const server = createServer((inside) => {
    if (down) return void inside.destroy();
    const outside = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url,
    through: (link) => link.replace(target, url),
    cut: () => {
      down = true;
      cutAll();
    },
    mend: () => {
      down = false;
    },
    close: async () => {
      server.close();
      cutAll();
      await once(server, 'close');
    },
  };
}
