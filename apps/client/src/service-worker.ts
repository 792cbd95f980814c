const SCRIPT = '/sw.js';

interface ScriptUrls {
  createScriptURL(url: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: ScriptUrls): ScriptUrls;
}

/** Starts what keeps the shell of the page, so that a room can be opened without a network. */
export async function startServiceWorker(): Promise<void> {
  // Pages without https have none; in development it would stand in the way of reloading.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // The page's policy takes an address of a script only from here (Trusted Types); browsers without them take a text.
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const rules: ScriptUrls = { createScriptURL: () => SCRIPT };
  const policy = trustedTypes?.createPolicy('chat-script-urls', rules) ?? rules;
  await navigator.serviceWorker.register(policy.createScriptURL(SCRIPT)).catch(() => {
    // Without it the page needs the network to open, and works otherwise.
  });
}
