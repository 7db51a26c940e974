/** Inspection samples: one consistent report with every cell of the annexes filled, and one breach of every rule. */
import type { ReportContent } from '../../../shared/report.ts';
import { builtIn } from '../../../shared/templates/index.ts';
import {
  type Breaking,
  type BreakingSample,
  breakingSample,
  type Change,
  changed,
  type Sample,
} from './sample.ts';

/** "key column=value column=value": one row a line, so that the figures can be checked by eye. */
function readRows(text: string): ReportContent[string] {
  const rows: ReportContent[string] = {};
  for (const line of text.split('\n').map((part) => part.trim())) {
    const [key = '', ...cells] = line.split(/\s+/);
    if (key === '') continue;
    rows[key] = Object.fromEntries(cells.map((cell) => cell.split('=') as [string, string]));
  }
  return rows;
}

const MAIN = `
KT.TC total=120 TINH=0 TREN_CS=40 CS=70 BP=10
KT.TC.CHUATOT total=20
KT.TC.VP total=10
KT.TC.PHAI total=4
KT.TC.DA total=3
KT.DV total=300 TINH=0 TREN_CS=50 CS=100 BP=20 CB=130
KT.DV.CHUATOT total=40
KT.DV.VP total=25
KT.DV.PHAI total=12
KT.DV.DA total=10
KT.CUOC total=1634 TREN_CS=8 CS=1626
DH.TC total=23 TREN_CS=20 CS=3 CU=0 UB=23
DH.TC.VP total=17 CU=0 UB=17
DH.TC.PHAI total=2 CU=0 UB=2
DH.TC.DA total=2 CU=0 UB=2
DH.DV total=90 TREN_CS=60 CS=25 CB=5 CU=0 UB=90
DH.DV.CUV total=30 CU=0 UB=30
DH.DV.VP total=67 CU=0 UB=67
DH.DV.PHAI total=34 CU=0 UB=34
DH.DV.DA total=30 CU=0 UB=30
NV.TC total=589 TREN_CS=500 CS=89
NV.TC.TOT total=500
NV.TC.CHUATOT total=89
TK.TC total=299 TREN_CS=250 CS=49
TK.TC.TOT total=290
TK.TC.CHUATOT total=9
TD.TC total=527 TREN_CS=500 CS=27
TD.NS.TC total=200
TD.NS.TC.VP total=12
TD.DP.TC total=400
TD.DP.TC.VP total=5
GS.TC total=500 TREN_CS=450 CS=40 BP=10
GS.TC.UB total=404
GS.TC.DHVP total=6
GS.TC.CHUYEN total=2
GS.DV total=400 TREN_CS=300 CS=60 BP=10 CB=30
GS.DV.UB total=351
GS.DV.DHVP total=5
GS.DV.CHUYEN total=3
GS.CUOC total=1284 TREN_CS=5 CS=1279
KL.TC total=12 TREN_CS=7 CS=5 CU=11 UB=1
KL.TC.KT total=8
KL.TC.CC total=4
KL.TC.GT total=0
KL.DV total=264 TINH=4 TREN_CS=60 CS=90 CB=110
KL.DV.CU total=200
KL.DV.UB total=64
KL.DV.KT total=150
KL.DV.CC total=80
KL.DV.CH total=14
KL.DV.KTR total=20
KL.DV.CUV total=25
DT.NHAN total=470
DT.PHAI total=60 TREN_CS=50 CS=10
TO.TC total=6 TREN_CS=6
TO.DV total=44 TREN_CS=40 CS=4
KN.DV.XONG total=5 TREN_CS=5
KN.DV.DOI total=2
KD.TT total=18
KD.CN total=3
`;

const ANNEX = `
KT.TC.TOT total=100
KT.DV.TOT total=260
GS.TC.TOT total=480
GS.DV.TOT total=390
KL.TC.ND.1 total=3
KL.TC.ND.2 total=1
KL.TC.ND.3 total=6
KL.TC.ND.4 total=2
KL.TC.ND.5 total=0
KL.TC.ND.6 total=1
KL.TC.ND.7 total=0
KL.TC.LOAI.CAPUY total=2
KL.TC.LOAI.BTV total=1
KL.TC.LOAI.UBKT total=0
KL.TC.LOAI.CHIBO total=9
KL.TC.LOAI.KHAC total=0
KL.DV.ND.01 total=40
KL.DV.ND.02 total=60
KL.DV.ND.03 total=10
KL.DV.ND.04 total=50
KL.DV.ND.05 total=20
KL.DV.ND.06 total=15
KL.DV.ND.07 total=30
KL.DV.ND.08 total=25
KL.DV.ND.09 total=20
KL.DV.ND.10 total=4
KL.DV.ND.11 total=10
KL.DV.DINHCHI total=6
KL.DV.PL total=9
KL.DV.PL.TU total=5
KL.DV.PL.KHAC total=4
KL.DV.HC total=11
DT.KN total=20
DT.TC total=300
DT.TC.PHAI total=50
DT.TC.GIAU total=200
DT.TC.MAO total=50
DT.TC.DV total=80
DT.TC.CD total=220
DT.CHUYEN total=150
DT.TRA total=100
DT.LUU total=200
TO.TC.CHUACS total=1
TO.TC.SAI total=2
TO.TC.DUNG total=3
TO.TC.VP total=2
TO.TC.PHAI total=1
TO.TC.DA total=1
TO.DV.CHUACS total=4
TO.DV.SAI total=20
TO.DV.DUNG total=20
TO.DV.VP total=15
TO.DV.PHAI total=6
TO.DV.DA total=5
KN.TC.PHAI total=3
KN.TC.XONG total=2
KN.TC.GIU total=1
KN.TC.DOI total=1
KN.TC.TANG total=0
KN.TC.GIAM total=1
KN.TC.XOA total=0
KN.TC.NN.PC total=0
KN.TC.NN.TT total=1
KN.TC.NN.KHAC total=0
KN.DV.PHAI total=6
KN.DV.GIU total=3
KN.DV.TANG total=0
KN.DV.GIAM total=1
KN.DV.XOA total=1
KN.DV.NN.PC total=1
KN.DV.NN.TT total=1
KN.DV.NN.KHAC total=0
KP.ND total=40
KP.XONG total=35
`;

const MONEY = `
TD.NS.TIEN amount=900000 proposed=500000 done=400000
TD.NS.TIEN.CU amount=100000 proposed=100000 done=80000
TD.NS.TIEN.HC amount=200000 proposed=100000 done=80000
TD.NS.TIEN.SN amount=150000 proposed=100000 done=80000
TD.NS.TIEN.KD amount=250000 proposed=100000 done=80000
TD.NS.TIEN.XD amount=200000 proposed=100000 done=80000
TD.NS.TIEN.KHAC amount=0 proposed=0 done=0
TD.DP.TIEN amount=50000 proposed=30000 done=20000
TD.DP.TIEN.THIEU amount=20000 proposed=10000 done=5000
TD.DP.TIEN.THUA amount=5000 proposed=0 done=0
TD.DP.TIEN.THAMO amount=0 proposed=0 done=0
TD.DP.TIEN.SAI amount=20000 proposed=15000 done=10000
TD.DP.TIEN.KHAC amount=5000 proposed=5000 done=5000
`;

export function inspectionSample(): Sample {
  const template = builtIn('inspection');
  if (template === undefined) throw new Error('the inspection form is not built in');
  return {
    template,
    assigned: [],
    content: { main: readRows(MAIN), annex: readRows(ANNEX), money: readRows(MONEY) },
    facts: { today: '2021-12-10', periodKind: 'year' },
  };
}

const main = (row: string, value: string, column = 'total'): Change => ['main', row, column, value];
const annex = (row: string, value: string): Change => ['annex', row, 'total', value];
const money = (row: string, value: string, column = 'amount'): Change => ['money', row, column, value];

/** Breaks the rule by one wrong figure; the issue stands at that cell, or at `at` where the rule speaks of another. */
const wrong = (
  rule: string,
  change: Change,
  at: readonly [string, string, string] | undefined = undefined,
): Breaking => ({
  rule,
  changes: [change],
  at: at ?? [change[0], change[1], change[2]],
});
const mainTotal = (row: string): readonly [string, string, string] => ['main', row, 'total'];
const annexTotal = (row: string): readonly [string, string, string] => ['annex', row, 'total'];

const BREAKING: readonly Breaking[] = [
  wrong('R1', main('KT.CUOC', '1627', 'CS'), mainTotal('KT.CUOC')),
  wrong('R1.CT', main('DH.TC', '22', 'UB'), mainTotal('DH.TC')),
  wrong('R2.KL.TC', main('KL.TC.GT', '1'), mainTotal('KL.TC')),
  wrong('R2.KL.DV', main('KL.DV.KTR', '21'), mainTotal('KL.DV')),
  wrong('R2.KL.DV.PL', annex('KL.DV.PL.TU', '6'), annexTotal('KL.DV.PL')),
  wrong('R3.NV', main('NV.TC.TOT', '590')),
  wrong('R3.TK', main('TK.TC.TOT', '280'), mainTotal('TK.TC')),
  wrong('R3.TK.PHAN', main('TK.TC.TOT', '300')),
  wrong('R3.KT.TC', annex('KT.TC.TOT', '99'), mainTotal('KT.TC')),
  wrong('R3.KT.DV', annex('KT.DV.TOT', '259'), mainTotal('KT.DV')),
  wrong('R4.KT.TC', main('KT.TC.PHAI', '11')),
  wrong('R4.KT.TC.KY', main('KT.TC.CHUATOT', '121')),
  wrong('R4.KT.DV', main('KT.DV.DA', '13')),
  wrong('R4.KT.DV.KY', main('KT.DV.CHUATOT', '301')),
  wrong('R4.DH.TC', main('DH.TC.PHAI', '18')),
  {
    rule: 'R4.DH.TC.KY',
    at: mainTotal('DH.TC.VP'),
    changes: [main('DH.TC.VP', '24'), main('DH.TC.VP', '24', 'UB')],
  },
  {
    rule: 'R4.DH.DV',
    at: mainTotal('DH.DV.PHAI'),
    changes: [main('DH.DV.PHAI', '68'), main('DH.DV.PHAI', '68', 'UB')],
  },
  {
    rule: 'R4.DH.DV.KY',
    at: mainTotal('DH.DV.VP'),
    changes: [main('DH.DV.VP', '91'), main('DH.DV.VP', '91', 'UB')],
  },
  wrong('R4.TD', main('TD.DP.TC', '528')),
  wrong('R4.TD.NS', main('TD.NS.TC.VP', '201')),
  wrong('R4.TD.DP', main('TD.DP.TC.VP', '401')),
  wrong('R5.KL.TC', annex('KL.TC.ND.3', '13')),
  wrong('R5.KL.TC.TONG', annex('KL.TC.ND.3', '4'), mainTotal('KL.TC')),
  wrong('R5.KL.DV', annex('KL.DV.ND.02', '265')),
  wrong('R5.KL.DV.TONG', annex('KL.DV.ND.02', '39'), mainTotal('KL.DV')),
  {
    rule: 'R6.DH.DV',
    at: mainTotal('DH.DV.CUV'),
    changes: [main('DH.DV.CUV', '91'), main('DH.DV.CUV', '91', 'UB')],
  },
  wrong('R6.KL.DV', main('KL.DV.CUV', '265')),
  wrong('R7.GS.TC', annex('GS.TC.TOT', '495'), mainTotal('GS.TC')),
  wrong('R7.GS.DV', annex('GS.DV.TOT', '396'), mainTotal('GS.DV')),
  wrong('R7.GS.TC.UB', main('GS.TC.UB', '501')),
  wrong('R7.GS.DV.UB', main('GS.DV.UB', '401')),
  wrong('R7.GS.TC.CHUYEN', main('GS.TC.CHUYEN', '7')),
  wrong('R7.GS.DV.CHUYEN', main('GS.DV.CHUYEN', '6')),
  wrong('R8.TO.TC', annex('TO.TC.SAI', '3'), mainTotal('TO.TC')),
  wrong('R8.TO.DV', annex('TO.DV.SAI', '19'), mainTotal('TO.DV')),
  wrong('R8.TO.TC.VP', annex('TO.TC.VP', '4')),
  wrong('R8.TO.DV.VP', annex('TO.DV.DA', '7')),
  wrong('R9.KN.TC', annex('KN.TC.GIU', '0'), annexTotal('KN.TC.XONG')),
  wrong('R9.KN.DV', annex('KN.DV.GIU', '2'), mainTotal('KN.DV.XONG')),
  wrong('R9.KN.TC.PHAI', annex('KN.TC.PHAI', '1'), annexTotal('KN.TC.XONG')),
  wrong('R9.KN.DV.PHAI', annex('KN.DV.PHAI', '4'), mainTotal('KN.DV.XONG')),
  wrong('R9.KN.TC.DOI', annex('KN.TC.XOA', '1'), annexTotal('KN.TC.DOI')),
  wrong('R9.KN.DV.DOI', annex('KN.DV.XOA', '0'), mainTotal('KN.DV.DOI')),
  wrong('R9.KN.TC.NN', annex('KN.TC.NN.PC', '1'), annexTotal('KN.TC.DOI')),
  wrong('R9.KN.DV.NN', annex('KN.DV.NN.PC', '0'), mainTotal('KN.DV.DOI')),
  {
    rule: 'R10',
    at: mainTotal('DT.PHAI'),
    changes: [main('DT.PHAI', '471'), main('DT.PHAI', '461', 'TREN_CS')],
  },
  wrong('R10.LOAI', annex('DT.KN', '171'), mainTotal('DT.NHAN')),
  wrong('R10.TC', annex('DT.TC.MAO', '49'), annexTotal('DT.TC')),
  wrong('R10.NGUOI', annex('DT.TC.CD', '219'), annexTotal('DT.TC')),
  wrong('R10.XULY', annex('DT.LUU', '221'), mainTotal('DT.NHAN')),
  wrong('R11.TD.NS.TIEN', money('TD.NS.TIEN.KD', '250001'), ['money', 'TD.NS.TIEN', 'amount']),
  wrong('R11.TD.DP.TIEN', money('TD.DP.TIEN.SAI', '20001'), ['money', 'TD.DP.TIEN', 'amount']),
  {
    rule: 'R11.XULY',
    at: ['money', 'TD.NS.TIEN.KHAC', 'done'],
    changes: [money('TD.NS.TIEN.KHAC', '1', 'done'), money('TD.NS.TIEN', '400001', 'done')],
  },
  wrong('R12', main('KL.DV.UB', '63'), mainTotal('KL.DV')),
  {
    rule: 'R13',
    at: mainTotal('KD.TT'),
    facts: { previous: changed(inspectionSample().content, [main('KD.TT', '19')]) },
  },
  {
    rule: 'R14',
    at: mainTotal('KD.CN'),
    facts: {
      increments: [
        changed(inspectionSample().content, [main('KD.CN', '1')]),
        ...[
          {
            main: Object.fromEntries(
              Object.keys(readRows(MAIN)).map((key) => [key, { total: key === 'KD.CN' ? '1' : '0' }]),
            ),
          },
        ],
      ],
    },
  },
  wrong('R15.KL.TC', annex('KL.TC.LOAI.CHIBO', '8'), mainTotal('KL.TC')),
  wrong('R16', annex('KP.XONG', '41')),
];

export function breakingInspection(): BreakingSample[] {
  const valid = inspectionSample();
  return BREAKING.map((breaking) => breakingSample(valid, breaking));
}
