/** The script that a page begins with: its name changes with every version. Null when it is not our page. */
export function entryOf(html: string): string | null {
  for (const [script] of html.matchAll(/<script[^>]*>/g)) {
    const source = /src="([^"]*\/assets\/[^"]+)"/.exec(script)?.[1];
    if (source !== undefined && script.includes('type="module"')) return source;
  }
  return null;
}
