import type { OutgoingMessage } from 'node:http';

/** Above this the copy costs more than the second write. */
const ONE_WRITE_BYTES = 64 * 1024;

/**
 * Ends a message with its body. As a string of Latin-1, which is byte for byte the body, Node sends it together with
 * the head in one write; bytes would be a second one.
 */
export function endWith(outgoing: OutgoingMessage, body: Uint8Array): void {
  if (body.length > ONE_WRITE_BYTES) {
    outgoing.end(body);
    return;
  }
  const { buffer, byteOffset, length } = body;
  outgoing.end(Buffer.from(buffer, byteOffset, length).toString('latin1'), 'latin1');
}
