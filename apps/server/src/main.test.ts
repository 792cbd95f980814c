import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreatedRoom, CreatedUser, ServerFrame } from '@chat/protocol';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { hello } from '../test/build-test-app.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'main-'));
afterAll(() => rmSync(DATA_DIR, { recursive: true }));

/** The server as a process of its own. */
class Server {
  readonly #child: ChildProcess;
  readonly exit: Promise<number | null>;
  out = '';
  error = '';

  constructor(environment: Record<string, string>) {
    this.#child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      cwd: join(import.meta.dirname, '..'),
      env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', DATA_DIR, ...environment },
    });
    this.#child.stdout?.on('data', (data: Buffer) => (this.out += data.toString()));
    this.#child.stderr?.on('data', (data: Buffer) => (this.error += data.toString()));
    this.exit = new Promise((resolve) => this.#child.once('close', resolve));
    onTestFinished(() => {
      this.#child.kill('SIGKILL');
    });
  }

  /** Where the line for people says that it is, by number: of a name there may be several addresses. */
  async ready(): Promise<string> {
    while (!this.humanLines[0]) {
      await new Promise((resolve) => this.#child.stdout?.once('data', resolve));
    }
    return `http://127.0.0.1:${/\d+$/.exec(this.humanLines[0])?.[0]}`;
  }

  /** Lines of the output that are no log. */
  get humanLines(): string[] {
    return this.out.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
  }

  signal(name: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void {
    this.#child.kill(name);
  }
}

/** A socket that said hello. */
async function connect(origin: string): Promise<WebSocket> {
  const reply = await fetch(`${origin}/api/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Ada', session: 'bearer' }),
  });
  const { token } = (await reply.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  const ws = new WebSocket(`${origin.replace('http', 'ws')}/ws`, { headers });
  await new Promise((resolve) => ws.once('open', resolve));
  ws.send(JSON.stringify(hello()));
  await new Promise((resolve) => ws.once('message', resolve));
  return ws;
}

describe('the process', { timeout: 120_000 }, () => {
  it('says where it is in one line, answers there, and ends on SIGTERM with a goodbye', async () => {
    const server = new Server({});
    const origin = await server.ready();
    expect(server.humanLines).toEqual([
      expect.stringMatching(/^Chat is ready at http:\/\/localhost:\d+$/),
    ]);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    const ws = await connect(origin);
    const frames: string[] = [];
    ws.on('message', (data: Buffer) => frames.push(data.toString()));
    const closed = new Promise((resolve) => ws.once('close', resolve));
    server.signal('SIGTERM');
    expect(await closed).toBe(4000);
    expect(frames.at(-1)).toMatch(/^\{"type":"bye","retryMs":\d+\}$/);
    expect(await server.exit).toBe(0);
    expect(server.error).toBe('');
  });

  it('[P5] waits for a socket that does not answer, but not for ever, and a second signal ends it at once', async () => {
    const servers = [new Server({}), new Server({})] as const;
    for (const server of servers) {
      const origin = await server.ready();
      const [deaf, witness] = [await connect(origin), await connect(origin)];
      // Reads nothing any more, so it never answers the closing.
      deaf.pause();
      onTestFinished(() => deaf.terminate());
      const closed = new Promise((resolve) => witness.once('close', resolve));
      server.signal('SIGTERM');
      await closed;
    }
    const [patient, hurried] = servers;
    hurried.signal('SIGINT');
    // Who is ended at once has not closed all; who waited in vain has given up within its time.
    expect(await hurried.exit).toBe(1);
    expect(await patient.exit).toBe(0);
  });

  it('[P26] after kill -9 knows its sessions, room ids and seals again, by the secret that it kept', async () => {
    const first = new Server({});
    const origin = await first.ready();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'Ada', session: 'bearer' });
    const reply = await fetch(`${origin}/api/users`, { method: 'POST', headers, body });
    const { id: ownerId, token } = (await reply.json()) as CreatedUser;
    const authorization = `Bearer ${token}`;
    const made = await fetch(`${origin}/api/rooms`, {
      method: 'POST',
      headers: { ...headers, authorization },
      body: '{"title":"Tea"}',
    });
    const { id: room, title, createdAt, changedAt, seal } = (await made.json()) as CreatedRoom;
    first.signal('SIGKILL');
    await first.exit;

    const ws = new WebSocket(`${(await new Server({}).ready()).replace('http', 'ws')}/ws`, {
      headers: { authorization },
    });
    const snapshot = new Promise<unknown>((resolve) =>
      ws.on('message', (data: Buffer) => {
        const frame = JSON.parse(data.toString()) as ServerFrame;
        if (frame.type === 'snapshot') resolve(frame);
      }),
    );
    await new Promise((resolve) => ws.once('open', resolve));
    ws.send(JSON.stringify(hello()));
    const position = { epoch: 'e'.repeat(11), seq: 3 };
    const sealed = { title, ownerId, createdAt, changedAt, seal };
    ws.send(JSON.stringify({ type: 'join', room, position, sealed }));
    expect(await snapshot).toMatchObject({
      info: { id: room, title: 'Tea', ownerId, createdAt, changedAt, seal },
      seq: 0,
      posted: 0,
      messages: [],
    });
    ws.terminate();
  });

  it('does not start with a bad setting, and says which in one sentence', async () => {
    const server = new Server({ PORT: 'many' });
    expect(await server.exit).toBe(1);
    expect(server.error).toBe(
      'PORT must be a whole number from 0 to 65535; correct it in the environment or in .env, then start again.\n',
    );
    expect(server.out).toBe('');
  });

  it('does not start on a port that is in use, and says so in one sentence', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const server = new Server({ PORT: String(port) });
    expect(await server.exit).toBe(1);
    expect(server.error).toBe(
      `Port ${port} is in use; stop what uses it or set PORT to another, then start again.\n`,
    );
    expect(server.humanLines).toEqual([]);
  });

  it('[S6] keeps its secret over a restart, so sessions go on; those of the forgotten do not', async () => {
    const tokens: string[] = [];
    const forgotten: string[] = [];
    while (tokens.length < 2) {
      const server = new Server({});
      const origin = await server.ready();
      const [token] = tokens;
      if (token !== undefined) {
        const headers = { authorization: `Bearer ${token}` };
        expect((await fetch(`${origin}/api/users/me`, { headers })).status).toBe(200);
        const others = { authorization: `Bearer ${forgotten[0] ?? ''}` };
        expect((await fetch(`${origin}/api/users/me`, { headers: others })).status).toBe(401);
      }
      const body = JSON.stringify({ name: 'Ada', session: 'bearer' });
      const headers = { 'content-type': 'application/json' };
      for (const list of [tokens, forgotten]) {
        const made = await fetch(`${origin}/api/users`, { method: 'POST', headers, body });
        list.push(((await made.json()) as { token: string }).token);
      }
      const authorization = `Bearer ${forgotten.at(-1) ?? ''}`;
      const me = { method: 'DELETE', headers: { authorization } };
      expect((await fetch(`${origin}/api/users/me`, me)).status).toBe(204);
      server.signal('SIGINT');
      expect(await server.exit).toBe(0);
    }
  });
});
