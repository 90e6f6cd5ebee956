// From where a request comes, as the audit log keeps it: the address that our own proxies vouch for, and a hash of the user agent.
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import type { Request } from 'express';
import type { ClientOfRequest } from '../sign-in/scope';

/** `request.ip` believes X-Forwarded-For as far as app.ts names trusted proxies; what is no address is the socket's. */
export function toClient(request: Request): ClientOfRequest {
  const { ip } = request;
  const agent = request.headers['user-agent'];
  return {
    ip: ip !== undefined && isIP(ip) !== 0 ? ip : request.socket.remoteAddress,
    agentHash: agent === undefined ? undefined : createHash('sha256').update(agent).digest('base64url'),
  };
}
