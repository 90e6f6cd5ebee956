// A heading, and the sentence beneath it, without the browser's own margins. No fetching.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  flat: { margin: 0, fontFamily: tokens.fontFamilyBase },
  heading: { fontWeight: tokens.fontWeightSemibold },
  300: { fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  400: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  500: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  600: { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  sentence: { color: tokens.colorNeutralForeground2 },
  center: { textAlign: 'center' },
});

const tags = { 1: 'h1', 2: 'h2', 3: 'h3' } as const;
const sizes = { 1: 600, 2: 400, 3: 300 } as const;

export interface HeadingProps {
  readonly level: 1 | 2 | 3;
  readonly children: ReactNode;
  readonly size?: 300 | 400 | 500 | 600;
  readonly isCentered?: boolean;
  readonly id?: string | undefined;
}

export function Heading({ level, children, size = sizes[level], isCentered = false, id }: HeadingProps) {
  const styles = useStyles();
  const Tag = tags[level];
  return (
    <Tag
      id={id}
      className={mergeClasses(styles.flat, styles.heading, styles[size], isCentered && styles.center)}
    >
      {children}
    </Tag>
  );
}

export interface SentenceProps {
  readonly children: ReactNode;
  readonly isCentered?: boolean;
}

export function Sentence({ children, isCentered = false }: SentenceProps) {
  const styles = useStyles();
  return (
    <p className={mergeClasses(styles.flat, styles[300], styles.sentence, isCentered && styles.center)}>
      {children}
    </p>
  );
}
