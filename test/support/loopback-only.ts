// Before every test file: a socket goes to this machine or nowhere, so that no test, nor a defence that a test takes out, makes
// anybody else's machine hear of us.
import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction, Socket, type TcpSocketConnectOpts } from 'node:net';

const loopback = /^(127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$)/;
const patched = Symbol.for('patients.loopback-only');

function toRefusal(address: string): Error {
  return Object.assign(new Error(`a test may not leave this machine, as to ${address}`), {
    code: 'ENETUNREACH',
  });
}

function toLoopbackLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, done) =>
    lookup(hostname, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      const away = addresses.find((address) => isIP(address) && !loopback.test(address));
      if (error === null && away !== undefined) done(toRefusal(away), '');
      else done(error, found, family);
    });
}

function isOptions(value: unknown): value is TcpSocketConnectOpts {
  return typeof value === 'object' && value !== null && 'port' in value && !('path' in value && value.path);
}

if (!(patched in Socket.prototype)) {
  const { connect } = Socket.prototype;
  const guarded = function (this: Socket, ...parts: unknown[]): Socket {
    // net.connect hands its arguments over as one list, already in order.
    const [first] = Array.isArray(parts[0]) ? parts[0] : parts;
    const given = typeof first === 'number' ? { port: first, host: parts[1] } : first;
    if (!isOptions(given)) return Reflect.apply(connect, this, parts);
    const { host = 'localhost', lookup = systemLookup } = given;
    if (isIP(host) && !loopback.test(host)) return this.destroy(toRefusal(host));
    // Checked: dns.lookup takes what net gives it.
    Object.assign(given, { lookup: toLoopbackLookup(lookup as LookupFunction) });
    return Reflect.apply(connect, this, parts);
  };
  Object.assign(Socket.prototype, { connect: guarded, [patched]: true });
}
