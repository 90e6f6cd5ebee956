// What a pasted or configured link must look like before anybody asks DNS about it.
import { isIP } from 'node:net';
import type { AddressPolicy } from './address.policy';
import { outboundFault } from './faults';

export interface LinkRules {
  readonly isHttpAllowed: boolean;
  readonly addresses: AddressPolicy;
}

/** The parsed link without a slash at its end. Throws link_not_a_url, link_not_https, link_has_extras, address_not_allowed. */
export function checkLink(text: string, rules: LinkRules): URL {
  const url = parseLink(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && rules.isHttpAllowed)) {
    throw outboundFault(/^[a-z]+:$/.test(url.protocol) && url.host ? 'link_not_https' : 'link_not_a_url');
  }
  // The text is looked at too: the parser swallows an empty "?", "#" or "@".
  if (url.username || url.password || /[?#@\\]/.test(text)) throw outboundFault('link_has_extras');
  const host = toHostname(url);
  // "fhir.example.org." is the same host to DNS and another one to whoever compares names.
  if (host.split('.').includes('')) throw outboundFault('link_not_a_url');
  if (isIP(host) && rules.addresses.classify(host) !== 'listed') {
    // Where http is allowed at all, it is for the operator's own ranges.
    const isPlainPublic = url.protocol === 'http:' && rules.addresses.classify(host) === 'public';
    throw outboundFault(isPlainPublic ? 'link_not_https' : 'address_not_allowed');
  }
  if (!isPortAllowed(url)) throw outboundFault('address_not_allowed');
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

function parseLink(text: string): URL {
  // Control characters and white space inside are dropped by the parser in silence: nobody pastes them on purpose.
  if (/[\s\p{Cc}]/u.test(text)) throw outboundFault('link_not_a_url');
  try {
    return new URL(text);
  } catch (cause) {
    throw outboundFault('link_not_a_url', { cause });
  }
}

/** Without the brackets of an IPv6 address. */
export function toHostname(url: { readonly hostname: string }): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}

/** Mail, SSH and the like live below 1024: a FHIR server there is on 443 (or 80 where http is allowed). */
function isPortAllowed(url: URL): boolean {
  return url.port === '' || Number(url.port) >= 1024;
}
