import http from 'k6/http';

/** The access token of somebody who signs in. */
export function signIn(base, tenant, email, password) {
  const headers = { 'Content-Type': 'application/json' };
  const answer = http.post(`${base}/v1/auth/${tenant}/login`, JSON.stringify({ email, password }), { headers });
  if (answer.status !== 200) throw new Error(`${email} cannot sign in: ${answer.status} ${answer.body}`);
  return answer.json().accessToken;
}
