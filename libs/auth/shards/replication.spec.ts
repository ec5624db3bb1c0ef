import { replicasIn } from './replication.js';

const info = `# Replication\r
role:master\r
connected_slaves:2\r
slave0:ip=127.0.0.1,port=7005,state=online,offset=1000,lag=1\r
slave1:ip=127.0.0.1,port=7006,state=wait_bgsave,offset=0,lag=0\r
master_repl_offset:1042\r
`;

describe('the answer to INFO replication', () => {
  it('is parsed into each replica and its lag', () => {
    expect(replicasIn(info)).toEqual([
      { address: '127.0.0.1:7005', following: true, lagBytes: 42, lagSeconds: 1 },
      { address: '127.0.0.1:7006', following: false, lagBytes: 1042, lagSeconds: 0 },
    ]);
    expect(replicasIn('role:master')).toEqual([]);
  });
});
