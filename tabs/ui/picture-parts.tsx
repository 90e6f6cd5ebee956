// What every picture is made of: the frame, a sheet of paper, the theme's colours.
import { tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

export const line = tokens.colorNeutralStroke1;
export const strong = tokens.colorNeutralForeground3;
export const brand = tokens.colorBrandStroke1;
export const paper = tokens.colorNeutralBackground1;
export const tint = tokens.colorBrandBackground2;

export function Picture({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 160 120"
      width="100%"
      height="100%"
      fill="none"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      role="presentation"
    >
      {children}
    </svg>
  );
}

export function Sheet() {
  return <rect x="40" y="12" width="80" height="96" rx="8" fill={paper} stroke={strong} />;
}
