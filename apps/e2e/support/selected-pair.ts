/** Where the media of a call goes: this side's end of it, and the TURN address that it is reached by. */
export interface SelectedPair {
  local: string;
  remote: string;
  /** How the own relay is reached: udp, tcp or tls. */
  relayProtocol: string | null;
  url: string | null;
}

/** Runs in the page. */
export async function readSelectedPair(): Promise<SelectedPair | null> {
  const { connections } = (
    window as unknown as { mediaProbe: { connections: RTCPeerConnection[] } }
  ).mediaProbe;
  const connection = connections.findLast((one) => one.connectionState === 'connected');
  if (!connection) return null;
  const all = new Map<string, Record<string, unknown>>(await connection.getStats());
  const transport = [...all.values()].find(({ type }) => type === 'transport');
  const pair = all.get(String(transport?.['selectedCandidatePairId']));
  const local = all.get(String(pair?.['localCandidateId']));
  const remote = all.get(String(pair?.['remoteCandidateId']));
  if (!local || !remote) return null;
  return {
    local: String(local['candidateType']),
    remote: String(remote['candidateType']),
    relayProtocol: (local['relayProtocol'] as string | undefined) ?? null,
    url: (local['url'] as string | undefined) ?? null,
  };
}
