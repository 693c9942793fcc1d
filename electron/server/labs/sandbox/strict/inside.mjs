// Runs inside of the sandbox, where the network is a loopback of its own with nothing on it: carries the ports that the
// program may reach out by sockets in a folder, carries calls to the program's own port in, and starts the program.
import { spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';

const [plan, file, ...args] = process.argv.slice(2);
const { sockets, reach, listen } = JSON.parse(plan);

/** Joins two connections; when one breaks, so does the other. */
function join(a, b) {
  a.on('error', () => b.destroy()).on('close', () => b.destroy());
  b.on('error', () => a.destroy()).on('close', () => a.destroy());
  a.pipe(b).pipe(a);
}

const opened = reach.map(
  (port) =>
    new Promise((resolve) => {
      net
        .createServer({ allowHalfOpen: true }, (socket) =>
          join(socket, net.connect({ path: path.join(sockets, `out-${port}`), allowHalfOpen: true })),
        )
        .listen(port, '127.0.0.1', resolve);
    }),
);
await Promise.all(opened);

/** Opens the way in as soon as the program listens, not before: a check asks whether it does. */
function awaitProgram() {
  const probe = net.connect(listen, '127.0.0.1');
  probe.on('error', () => setTimeout(awaitProgram, 10));
  probe.on('connect', () => {
    probe.destroy();
    net
      .createServer({ allowHalfOpen: true }, (socket) =>
        join(socket, net.connect({ port: listen, host: '127.0.0.1', allowHalfOpen: true })),
      )
      .listen(path.join(sockets, 'in'));
  });
}
if (listen !== null) awaitProgram();

const program = spawn(file, args, { stdio: [0, 1, 2, 3] });
program.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
program.on('exit', (code, signal) => {
  if (signal) process.kill(process.pid, signal);
  process.exit(code ?? 128);
});
