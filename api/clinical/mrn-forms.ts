// How an MRN that somebody wrote down may stand in an EHR. Writing differs by spaces, hyphens and case; the number doesn't.

/** What two spellings of one MRN have in common: letters and digits alone. */
export function toPlainMrn(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s./_-]+/g, '')
    .toUpperCase();
}

const mostForms = 4;
/** A first group that is shorter is a part of a number, never the whole of one. */
const shortestAlone = 4;

/**
 * The spellings to ask for, since servers compare exactly: "12 345-6" is asked for as "12345-6", "123456" and "12 345-6". What
 * follows a number after a space may be another thing (a bed), so that its first group is asked for by itself.
 */
export function toMrnForms(text: string): readonly string[] {
  const written = text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ');
  const close = written.replaceAll(' ', '');
  const [first = ''] = written.split(' ');
  const plain = toPlainMrn(written);
  const forms = [
    close,
    close.toUpperCase(),
    plain,
    ...(first.length >= shortestAlone ? [first] : []),
    written,
  ];
  return [...new Set(forms)].filter((form) => toPlainMrn(form) !== '').slice(0, mostForms);
}
