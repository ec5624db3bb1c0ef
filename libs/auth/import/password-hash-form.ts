/** `$argon2id$v=19$m=…,t=…,p=…$salt$hash` (PHC string format), in base64 without padding. */
const argon2id = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$[A-Za-z0-9+/]{11,64}\$[A-Za-z0-9+/]{22,86}$/;
const bcrypt = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;

/** Whoever signs in computes the hash once more, so a costly one would hold this server up: 64 MiB and 10 passes, or bcrypt of cost 12, at most. */
const most = { kibibytes: 65_536, passes: 10, lanes: 8, bcryptCost: 12 };

/** Whether the text is a hash that sign-in can verify, and cheap enough: 64 MiB and 10 passes, or bcrypt cost 4 to 14. */
export function isPasswordHash(text: string): boolean {
  const [, memory, passes, lanes] = argon2id.exec(text) ?? [];
  if (memory) return isAffordable(Number(memory), Number(passes), Number(lanes));
  const [, cost] = bcrypt.exec(text) ?? [];
  return cost !== undefined && Number(cost) >= 4 && Number(cost) <= most.bcryptCost;
}

function isAffordable(kibibytes: number, passes: number, lanes: number): boolean {
  const enough = lanes >= 1 && passes >= 1 && kibibytes >= 8 * lanes;
  return enough && kibibytes <= most.kibibytes && passes <= most.passes && lanes <= most.lanes;
}
