// Makes elements in one line. Text only, never markup.

type Child = Node | string | false | undefined;
interface Parts {
  readonly class?: string;
  readonly testId?: string;
  readonly label?: string;
  readonly onClick?: () => void;
  readonly attributes?: Readonly<Record<string, string>>;
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  parts: Parts = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (parts.class !== undefined) element.className = parts.class;
  if (parts.testId !== undefined) element.dataset.testid = parts.testId;
  if (parts.label !== undefined) element.setAttribute('aria-label', parts.label);
  for (const [name, value] of Object.entries(parts.attributes ?? {})) element.setAttribute(name, value);
  if (parts.onClick !== undefined) element.addEventListener('click', parts.onClick);
  element.append(...children.filter((child) => child !== false && child !== undefined));
  return element;
}

export function makeButton(text: string, onClick: () => void, parts: Parts = {}): HTMLButtonElement {
  return make('button', { ...parts, onClick, attributes: { type: 'button', ...parts.attributes } }, text);
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

export function makeSelect(
  label: string,
  testId: string,
  choices: readonly Choice[],
  value: string,
  onChange: (value: string) => void,
): HTMLLabelElement {
  const options = choices.map((choice) =>
    make('option', { attributes: { value: choice.value } }, choice.text),
  );
  const select = make('select', { testId }, ...options);
  select.value = value;
  select.addEventListener('change', () => onChange(select.value));
  return make('label', { class: 'switch' }, make('span', {}, label), select);
}
