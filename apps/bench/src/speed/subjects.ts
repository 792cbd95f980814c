import { fileURLToPath } from 'node:url';
import { compileSendLoop } from './compile.ts';
import { BARE, OURS, PLAIN, SOCKET_IO } from './dialect.ts';
import { findNchan } from './nchan.ts';
import { makeScratch } from './scratch.ts';
import type { Subject } from './subject.ts';

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const MAIN = pathOf('../../../server/dist/main.js');
const MANY = '1000000000';

/** All come from one address here, faster than people and more of them. What one socket may pile up stays as it is. */
const NO_LIMITS = {
  LIMIT_REQUESTS: MANY,
  LIMIT_USERS: MANY,
  LIMIT_ROOMS: MANY,
  LIMIT_FRAMES: MANY,
  LIMIT_SOCKETS: MANY,
  LIMIT_ADDRESS_SOCKETS: MANY,
  LIMIT_CONNECTIONS: MANY,
  LIMIT_MEMBERS: MANY,
};

export const ours: Subject = {
  name: 'ours',
  dialect: OURS,
  hasAccounts: true,
  isNode: true,
  program: ({ node = [], settings }) => {
    const directory = makeScratch();
    return {
      command: [process.execPath, ...node, MAIN],
      cwd: directory,
      env: {
        HOST: '127.0.0.1',
        PORT: '0',
        DATA_DIR: directory,
        LOG_LEVEL: 'warn',
        ...NO_LIMITS,
        ...settings,
      },
    };
  },
};

const onNode = (name: string, file: string, dialect: Subject['dialect']): Subject => ({
  name,
  dialect,
  hasAccounts: false,
  isNode: true,
  program: ({ node = [], history }) => ({
    command: [process.execPath, ...node, pathOf(`../peers/${file}`)],
    env: { NODE_ENV: 'production', ...(history !== undefined && { HISTORY: String(history) }) },
  }),
});

export const socketIo = onNode('Socket.IO', 'socket-io.mjs', SOCKET_IO);

/** Ours and all peers that this machine can run; `say` hears of the others. */
export function findSubjects(say: (text: string) => void): Subject[] {
  // Socket.IO first: how much it carries is the measure of some workloads.
  const found = [
    socketIo,
    ours,
    onNode('ws', 'ws.mjs', PLAIN),
    onNode('Fastify', 'fastify.mjs', PLAIN),
  ];
  try {
    const program = compileSendLoop();
    found.push({
      name: 'C send loop',
      dialect: BARE,
      hasAccounts: false,
      isNode: false,
      program: () => ({ command: [program] }),
    });
  } catch (error) {
    say(`Left out: the C send loop; ${(error as Error).message}.`);
  }
  const nchan = findNchan(say);
  return nchan ? [...found, nchan] : found;
}
