/**
 * Runs in Node before the program. Ends it when Cairn's end of a pipe closes, so that it cannot outlive a killed Cairn;
 * and closes what the permission model leaves open: signals and a debugger for other processes of the same person, other
 * machines, and sockets of the system (a keyring, a container engine). A server that listens has loaded its code, and
 * writes the compiled form then: a program that is killed would never write it.
 */
export const NODE_GUARD = `data:text/javascript,${encodeURIComponent(`
import dgram from 'node:dgram';
import { subscribe } from 'node:diagnostics_channel';
import { flushCompileCache, syncBuiltinESMExports } from 'node:module';
import net, { Socket } from 'node:net';
import os from 'node:os';
const own = process.pid;
const kill = process._kill.bind(process);
const setPriority = os.setPriority;
const pipe = new Socket({ fd: 3 });
pipe.on('error', () => {}).on('close', () => kill(own, 9)).resume().unref();
const refuse = (what, permission, resource) => {
  const error = new Error('A lab may not ' + what + '.');
  throw Object.assign(error, { code: 'ERR_ACCESS_DENIED', permission, resource: String(resource) });
};
const deny = (pid) => refuse('touch other processes', 'Signal', pid);
process._kill = (pid, signal) => (pid === own ? kill(own, signal) : deny(pid));
process._debugProcess = deny;
os.setPriority = (pid, priority) => (pid === own ? setPriority(own, priority) : deny(pid));
for (const name of ['setuid', 'setgid', 'seteuid', 'setegid', 'setgroups', 'initgroups']) process[name] = () => deny(own);
const isLocal = (host) => host === undefined || host === null || host === '' ||
  /^(localhost|127\\.\\d+\\.\\d+\\.\\d+|::1|0\\.0\\.0\\.0|::|::ffff:127\\.\\d+\\.\\d+\\.\\d+)$/i.test(String(host));
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const options = typeof first === 'object' && first !== null ? first
    : typeof first === 'string' && !/^\\d+$/.test(first) ? { path: first }
    : { host: typeof args[1] === 'string' ? args[1] : undefined };
  if (options.path) refuse('use sockets of the system', 'Net', options.path);
  if (!isLocal(options.host)) refuse('reach other machines', 'Net', options.host);
  return connect.apply(this, args);
};
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {
  const path = typeof args[0] === 'string' && !/^\\d+$/.test(args[0]) ? args[0] : args[0]?.path;
  if (path) refuse('use sockets of the system', 'Net', path);
  return listen.apply(this, args);
};
const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function (...args) {
  const host = args.slice(1).find((value) => typeof value === 'string');
  if (!isLocal(host)) refuse('reach other machines', 'Net', host);
  return send.apply(this, args);
};
const join = dgram.Socket.prototype.connect;
dgram.Socket.prototype.connect = function (port, host, ...rest) {
  if (typeof host === 'string' && !isLocal(host)) refuse('reach other machines', 'Net', host);
  return join.call(this, port, host, ...rest);
};
syncBuiltinESMExports();
subscribe('tracing:net.server.listen:asyncEnd', () => setImmediate(flushCompileCache));
`)}`;
