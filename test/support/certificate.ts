// A key with a certificate signed by itself, made on the spot (X.509 version 1, RFC 5280), so that none lies in the project.
import { generateKeyPairSync, sign } from 'node:crypto';

function toDer(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Uint8Array[]) => toDer(0x30, ...parts);
/** sha256WithRSAEncryption, 1.2.840.113549.1.1.11 */
const algorithm = sequence(toDer(0x06, Buffer.from('2a864886f70d01010b', 'hex')), toDer(0x05));
const commonName = toDer(0x06, Buffer.from('550403', 'hex'));
const name = sequence(toDer(0x31, sequence(commonName, toDer(0x0c, Buffer.from('made up')))));
const validity = sequence(
  toDer(0x17, Buffer.from('260101000000Z')),
  toDer(0x17, Buffer.from('490101000000Z')),
);

/** Private key and certificate in one PEM text. */
export function makeCertificate(): string {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const content = sequence(toDer(0x02, Buffer.of(1)), algorithm, name, validity, name, spki);
  const signature = toDer(0x03, Buffer.of(0), sign('sha256', content, privateKey));
  const lines =
    sequence(content, algorithm, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const certificate = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  return `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${certificate}`;
}
