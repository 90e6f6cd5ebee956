// Texts that try to become code when a page shows them: shapes in which markup, attributes, URLs and templates were broken into,
// each in several disguises. Each one, run, would set `window.taken`.

const act = "window.taken='taken'";

const shapes: readonly string[] = [
  `<script>${act}</script>`,
  `"><script>${act}</script>`,
  `'><script>${act}</script>`,
  `</script><script>${act}</script>`,
  `</title><script>${act}</script>`,
  `</textarea><script>${act}</script>`,
  `</style><script>${act}</script>`,
  `--><script>${act}</script>`,
  `]]><script>${act}</script>`,
  `<img src=x onerror=${act}>`,
  `"><img src=x onerror=${act}>`,
  `" onmouseover="${act}`,
  `' autofocus onfocus='${act}`,
  `<svg onload=${act}>`,
  `<svg><script>${act}</script></svg>`,
  `<svg><animate onbegin=${act} attributeName=x dur=1s>`,
  `<math><mtext><style><img src onerror=${act}></style></mtext></math>`,
  `<iframe srcdoc="<script>parent.${act}</script>">`,
  `<iframe src="javascript:parent.${act}">`,
  `<a href="javascript:${act}">open</a>`,
  `javascript:${act}`,
  `data:text/html,<script>parent.${act}</script>`,
  `<object data="javascript:${act}">`,
  `<embed src="javascript:${act}">`,
  `<form action="javascript:${act}"><button>go`,
  `<button formaction="javascript:${act}">go`,
  `<details open ontoggle=${act}>`,
  `<input autofocus onfocus=${act}>`,
  `<video><source onerror=${act}></video>`,
  `<body onload=${act}>`,
  `<base href="https://stranger.invalid/">`,
  `<link rel=stylesheet href="https://stranger.invalid/x.css">`,
  `<meta http-equiv=refresh content="0;url=javascript:${act}">`,
  `<style>@import 'https://stranger.invalid/x.css'</style>`,
  `<img src="https://stranger.invalid/x.png">`,
  `<template><script>${act}</script></template>`,
  `<audio src=x onerror=${act}>`,
  `<select autofocus onfocus=${act}><option>x</select>`,
  `<marquee onstart=${act}>x</marquee>`,
  `<svg><a xlink:href="javascript:${act}"><text y=9>go</text></a></svg>`,
  `<noscript><p title="</noscript><img src=x onerror=${act}>">`,
  `<table background="javascript:${act}"><tr><td>x</table>`,
  `<p style="animation: x 1s" onanimationstart=${act}>`,
  `{{constructor.constructor("${act}")()}}`,
  `\${${act}}`,
  `\`+${act}+\``,
  `';${act};//`,
];

const disguises: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) =>
    text.replaceAll(/<(\/?)([a-z]+)/g, (_all, slash, name: string) => `<${slash}${name.toUpperCase()}`),
  (text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (text) => encodeURIComponent(text),
  (text) => text.replaceAll('<', '<\u0000'),
  (text) => `\u202e${text}\u202c`,
  (text) => text.replaceAll(' ', '\n'),
  (text) => text.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e'),
];

/** More than 300, each another text. */
export const scriptPayloads: readonly string[] = [
  ...new Set(disguises.flatMap((disguise) => shapes.map(disguise))),
];
