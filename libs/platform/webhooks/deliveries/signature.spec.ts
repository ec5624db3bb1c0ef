import { signatureOf } from './signature.js';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const message = ['msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}'] as const;
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

it('the signature is that of the specification’s example', () => {
  expect(signatureOf([secret], ...message)).toBe(signature);
});

it('several secrets sign one after the other', () => {
  const [first, second, ...more] = signatureOf([`whsec_${btoa('another')}`, secret], ...message).split(' ');
  expect(first).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
  expect([second, more]).toEqual([signature, []]);
});
