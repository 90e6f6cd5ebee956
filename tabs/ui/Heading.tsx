// A heading, and the sentence beneath it, without the browser's own margins. No fetching.
import { makeStyles, mergeClasses, Text, type TextProps, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  flat: { margin: 0, display: 'block' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const tags = { 1: 'h1', 2: 'h2', 3: 'h3' } as const;
const sizes = { 1: 600, 2: 400, 3: 300 } as const;

export interface HeadingProps {
  readonly level: 1 | 2 | 3;
  readonly children: ReactNode;
  readonly size?: TextProps['size'];
  readonly align?: TextProps['align'];
  readonly id?: string;
}

export function Heading({ level, children, size = sizes[level], align = 'start', id }: HeadingProps) {
  const styles = useStyles();
  return (
    <Text
      as={tags[level]}
      size={size}
      weight="semibold"
      align={align}
      className={styles.flat}
      {...(id && { id })}
    >
      {children}
    </Text>
  );
}

export interface SentenceProps {
  readonly children: ReactNode;
  readonly align?: TextProps['align'];
}

export function Sentence({ children, align = 'start' }: SentenceProps) {
  const styles = useStyles();
  return (
    <Text as="p" align={align} className={mergeClasses(styles.flat, styles.quiet)}>
      {children}
    </Text>
  );
}
