import { config } from './config.ts';
import { serveHttp } from './http.ts';
import { serveStdio } from './stdio.ts';
import { TicketStore } from './tickets.ts';

const store = new TicketStore();
if (config.port === null) serveStdio(store);
else serveHttp(store, config.port);
