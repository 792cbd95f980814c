import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BARE } from './dialect.ts';
import { isInstalled } from './pinned.ts';
import { makeScratch } from './scratch.ts';
import type { Subject } from './subject.ts';

const MODULE = '/usr/lib/nginx/modules/ngx_nchan_module.so';
/** nginx cannot say which port it took. */
const PORT = 39_871;

/** Nchan (nginx) where it is installed: `npm run bench -- --install` installs it. */
export function findNchan(say: (text: string) => void): Subject | undefined {
  if (!isInstalled('nginx') || !existsSync(MODULE)) {
    say('Left out: nchan; nginx and libnginx-mod-nchan are not installed (`--install` does it).');
    return undefined;
  }
  return {
    name: 'nchan',
    dialect: { ...BARE, hasHistory: true },
    hasAccounts: false,
    isNode: false,
    port: PORT,
    program: () => {
      const directory = makeScratch();
      const file = join(directory, 'nginx.conf');
      writeFileSync(file, configuration(directory));
      return { command: ['nginx', '-c', file, '-p', directory] };
    },
  };
}

/** One process, as all others have one thread, and none that outlives it. */
function configuration(directory: string): string {
  return `
load_module ${MODULE};
daemon off;
master_process off;
worker_rlimit_nofile 20000;
pid ${directory}/nginx.pid;
error_log ${directory}/error.log;
events { worker_connections 19000; }
http {
  access_log off;
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  nchan_shared_memory_size 512m;
  server {
    listen 127.0.0.1:${PORT} backlog=4096;
    location ~ ^/(.+)$ {
      nchan_pubsub websocket;
      nchan_channel_id $1;
      nchan_message_buffer_length 1000;
      nchan_message_timeout 10m;
      nchan_subscriber_first_message oldest;
    }
  }
}
`;
}
