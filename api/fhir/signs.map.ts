// What a server's metadata says of its own make. Text of strangers: it is compared with what is known and never shown.
import { isRaw, type Raw, toList, toText } from './any-release/element';

export interface ServerSigns {
  readonly software: string;
  readonly version: string;
  readonly publisher: string;
  /** Name, title and descriptions. */
  readonly texts: readonly string[];
  /** Addresses of the extensions of its resources. */
  readonly extensions: readonly string[];
}

const longest = 300;
const mostExtensions = 50;

export function toSigns(statement: Raw, rest: Raw): ServerSigns {
  const software: Raw = isRaw(statement.software) ? statement.software : {};
  const implementation: Raw = isRaw(statement.implementation) ? statement.implementation : {};
  const { name, title, description } = statement;
  const texts = [name, title, description, implementation.description, implementation.url];
  return {
    software: toShort(software.name),
    version: toShort(software.version),
    publisher: toShort(statement.publisher),
    texts: texts.map(toShort).filter(Boolean),
    extensions: toExtensions(rest),
  };
}

function toExtensions(rest: Raw): readonly string[] {
  const found = new Set<string>();
  for (const resource of toList(rest.resource, (one) => (isRaw(one) ? one : undefined)) ?? []) {
    for (const extension of toList(resource.extension, (one) => (isRaw(one) ? one : undefined)) ?? []) {
      if (found.size < mostExtensions) found.add(toShort(extension.url));
    }
  }
  return [...found];
}

function toShort(value: unknown): string {
  return (toText(value) ?? '').slice(0, longest);
}
