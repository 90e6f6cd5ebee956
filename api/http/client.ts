// From where a request comes, as the audit log keeps it: the address that our own proxies vouch for, and a hash of the user agent.
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import type { ClientOfRequest } from '../sign-in/scope';

const address = z.union([z.ipv4(), z.ipv6()]);

/** `request.ip` believes X-Forwarded-For as far as app.ts names trusted proxies; what is no address is the socket's. */
export function toClient(request: Request): ClientOfRequest {
  const { ip } = request;
  const agent = request.headers['user-agent'];
  return {
    ip: address.safeParse(ip).data ?? request.socket.remoteAddress,
    agentHash: agent === undefined ? undefined : createHash('sha256').update(agent).digest('base64url'),
  };
}
