// What an entry says was changed, line by line, in words. Pure; it gets the words that it needs.
import type { AuditEntryChange } from '../../api/contract/audit.schema';
import type { Field } from '../../api/contract/fields.schema';
import type { ListSummary } from '../../api/contract/lists.schema';
import type { Words } from '../i18n/useWords';

export interface ChangeLine {
  readonly key: string;
  readonly name: string;
  /** undefined: there was nothing. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface ChangeNames extends Pick<Words, 't' | 'has'> {
  readonly lists: readonly Pick<ListSummary, 'id' | 'name'>[];
  readonly fields: readonly Field[];
  readonly date: (day: string) => string;
}

/** Numbers by which only a machine knows what it is; what it is stands beside them. */
const forMachines: ReadonlySet<string> = new Set(['connection']);

/** Where the words of coded values are. */
const coded: Readonly<Record<string, string>> = { mode: 'settings.mode', gender: 'patient.sex' };

export function toChangeLines(change: AuditEntryChange, names: ChangeNames): readonly ChangeLine[] {
  return Object.entries(change)
    .filter(([key]) => !forMachines.has(key))
    .map(([key, { from, to }]) => ({
      key,
      name: toName(key, [to, from], names),
      before: toText(key, from, names),
      after: toText(key, to, names),
    }));
}

function toName(key: string, values: readonly unknown[], names: ChangeNames): string {
  if (key.startsWith('field:')) {
    const own = values.flatMap((value) => (isFieldShape(value) ? [value.name] : []));
    return own[0] ?? toColumnName(key, names);
  }
  return toWord(names, [`audit.change.name.${key}`, `list.typed.${key}`]) ?? key;
}

/** undefined for nothing. */
function toText(key: string, value: unknown, names: ChangeNames): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (value === '…') return names.t('audit.change.tooLong');
  if (isFieldShape(value)) return toFieldText(value, names);
  if (Array.isArray(value)) return value.map((each) => toColumnName(String(each), names)).join(', ');
  if (typeof value === 'boolean') return names.t(value ? 'patient.yes' : 'patient.no');
  if (typeof value !== 'string') return String(value);
  if (key === 'list' || key === 'defaultList')
    return names.lists.find(({ id }) => id === value)?.name ?? names.t('audit.change.goneList');
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return names.date(value);
  if (key === 'mode' && value === 'none') return names.t('list.notChosen');
  return toWord(names, [`${coded[key]}.${value}`]) ?? value;
}

function toColumnName(id: string, names: ChangeNames): string {
  if (!id.startsWith('field:')) return toWord(names, [`column.${id}`]) ?? id;
  const field = names.fields.find((each) => `field:${each.id}` === id);
  return field?.name ?? names.t('audit.change.goneField');
}

type FieldShape = Pick<Field, 'name' | 'type' | 'choices'>;

function isFieldShape(value: unknown): value is FieldShape {
  return (
    typeof value === 'object' && value !== null && 'name' in value && 'type' in value && 'choices' in value
  );
}

function toFieldText({ name, type, choices }: FieldShape, { t }: ChangeNames): string {
  const kind = t(`settings.fields.types.${type}`);
  return [name, kind, ...choices].join(' · ');
}

/** The first that there is a word for. */
function toWord({ t, has }: ChangeNames, keys: readonly string[]): string | undefined {
  const key = keys.find(has);
  // Checked: there is a word for it.
  return key === undefined ? undefined : t(key as 'patient.yes');
}
