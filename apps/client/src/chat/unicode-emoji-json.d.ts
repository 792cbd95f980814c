declare module 'unicode-emoji-json' {
  const data: Record<string, { name: string; slug: string; group: string }>;
  export = data;
}
