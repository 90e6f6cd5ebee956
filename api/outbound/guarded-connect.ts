// The connect function of every outgoing socket: a literal address, each resolved address and the connected peer are
// checked here, because a check before (of the URL, or in a lookup hook alone) can be walked around.
import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressPolicy } from './address.policy';
import { outboundFault } from './faults';
import { toHostname } from './link.policy';

export type Resolve = (
  hostname: string,
  done: (error: Error | null, addresses: readonly { address: string; family: number }[]) => void,
) => void;

export const resolveBySystem: Resolve = (hostname, done) => {
  systemLookup(hostname, { all: true, verbatim: true }, (error, addresses) =>
    done(error, error ? [] : addresses),
  );
};

export interface GuardParts {
  readonly addresses: AddressPolicy;
  readonly resolve: Resolve;
  readonly connectMs: number;
}

export function createGuardedConnect(parts: GuardParts): buildConnector.connector {
  const { addresses, connectMs } = parts;
  const toOthers = buildConnector({ timeout: connectMs, lookup: createLookup(parts, false) });
  const toListed = buildConnector({ timeout: connectMs, lookup: createLookup(parts, true) });
  const secure = buildConnector({ timeout: connectMs });
  return (options, done) => {
    const isPlain = options.protocol !== 'https:';
    const hostname = toHostname(options);
    if (isIP(hostname) && !isReachable(addresses, hostname, isPlain)) {
      done(outboundFault('address_not_allowed'), null);
      return;
    }
    const open = isPlain ? toListed : toOthers;
    const port = options.port || (isPlain ? '80' : '443');
    // The bare socket first, also for TLS: whoever is not allowed doesn't even hear a greeting.
    open({ ...options, hostname, port, protocol: 'http:' }, (...result) => {
      const [, socket] = result;
      if (!socket) return done(...result);
      if (!isReachable(addresses, socket.remoteAddress ?? '', isPlain)) {
        socket.destroy();
        return done(outboundFault('address_not_allowed'), null);
      }
      if (isPlain) return done(...result);
      secure({ ...options, hostname, httpSocket: socket }, done);
    });
  };
}

/** Plain http is for the operator's own ranges alone. */
export function isReachable(addresses: AddressPolicy, address: string, isPlain: boolean): boolean {
  const kind = addresses.classify(address);
  return kind === 'listed' || (kind === 'public' && !isPlain);
}

function createLookup(parts: GuardParts, isPlain: boolean): LookupFunction {
  return (hostname, options, done) => {
    parts.resolve(hostname, (error, found) => {
      if (error) return done(error, '');
      // One bad address among good ones is an attack or a fault: none is used.
      if (found.length === 0 || found.some((one) => !isReachable(parts.addresses, one.address, isPlain))) {
        return done(outboundFault('address_not_allowed'), '');
      }
      if (options.all) return done(null, [...found]);
      const [first] = found;
      return done(null, first?.address ?? '', first?.family);
    });
  };
}
