// A value that never prints itself: not in a template, not in JSON, not in what a debugger or a log inspects.
import { inspect } from 'node:util';

const word = '[secret]';

export class Secret<T = string> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return word;
  }

  toJSON(): string {
    return word;
  }

  [inspect.custom](): string {
    return word;
  }
}
