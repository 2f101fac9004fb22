/**
 * The 63 provinces of 2023 (QĐ 124/2004/QĐ-TTg; identifiers by TT 10/2016/TT-BTTTT). Columns: statistical code, name,
 * kind, code of the provincial committee, people in thousands (rounded), region, the ethnic groups beside the Kinh with
 * their share in percent (rounded).
 */
export type Region = 'bac' | 'trung' | 'nam'

export interface Province {
  readonly code: string
  readonly name: string
  /** `tỉnh Nghệ An`, `thành phố Hà Nội`. */
  readonly full: string
  readonly org: string
  readonly people: number
  readonly region: Region
  readonly groups: readonly (readonly [string, number])[]
}

const rows = `
01|Hà Nội|T|H26|8400|bac|06:0.8
02|Hà Giang||H22|890|bac|08:33 02:23 09:15 07:10 25:2 38:2
04|Cao Bằng||H14|540|bac|02:41 07:30 08:11 09:10
06|Bắc Kạn||H03|320|bac|02:53 09:18 07:9 08:6
08|Tuyên Quang||H60|800|bac|02:26 09:13 15:8 08:3
10|Lào Cai||H38|760|bac|08:25 02:15 09:14 25:5 07:4
11|Điện Biên||H18|630|bac|03:36 08:38 29:3
12|Lai Châu||H35|480|bac|03:31 08:24 09:12 35:3 41:2
14|Sơn La||H52|1290|bac|03:53 08:15 06:7 33:1 29:1
15|Yên Bái||H63|840|bac|02:18 09:12 08:13 03:8
17|Hòa Bình||H28|870|bac|06:63 03:4 02:3
19|Thái Nguyên||H55|1330|bac|02:11 07:6 15:3 18:4
20|Lạng Sơn||H37|800|bac|07:42 02:36 09:4
22|Quảng Ninh||H49|1370|bac|09:4 02:3 18:1.5 15:1
24|Bắc Giang||H02|1880|bac|07:5 02:3 15:2 18:2
25|Phú Thọ||H44|1510|bac|06:14
26|Vĩnh Phúc||H62|1190|bac|18:3
27|Bắc Ninh||H05|1480|bac|
30|Hải Dương||H23|1940|bac|
31|Hải Phòng|T|H24|2090|bac|
33|Hưng Yên||H31|1290|bac|
34|Thái Bình||H54|1880|bac|
35|Hà Nam||H25|880|bac|
36|Nam Định||H40|1880|bac|
37|Ninh Bình||H42|1010|bac|06:3
38|Thanh Hóa||H56|3720|bac|06:10 03:6
40|Nghệ An||H41|3420|trung|03:10 24:2 29:1 08:1
42|Hà Tĩnh||H27|1320|trung|
44|Quảng Bình||H46|920|trung|23:2
45|Quảng Trị||H50|650|trung|23:11
46|Thừa Thiên Huế||H57|1170|trung|31:3 26:1.5
48|Đà Nẵng|T|H17|1220|trung|
49|Quảng Nam||H47|1520|trung|26:4 14:3 27:1
51|Quảng Ngãi||H48|1250|trung|19:11 30:2
52|Bình Định||H08|1510|trung|13:1.5
54|Phú Yên||H45|880|trung|12:2 17:2
56|Khánh Hòa||H32|1260|trung|21:4
58|Ninh Thuận||H43|600|trung|17:11 21:11
60|Bình Thuận||H11|1260|nam|17:3
62|Kon Tum||H34|580|trung|14:24 13:11 27:7 10:5
64|Gia Lai||H21|1590|trung|10:30 13:12
66|Đắk Lắk||H15|1920|trung|12:18 07:4 02:3
67|Đắk Nông||H16|680|trung|20:8 08:5 02:4
68|Lâm Đồng||H36|1340|nam|16:12 28:2 36:1
70|Bình Phước||H10|1050|nam|22:9 05:2 07:2
72|Tây Ninh||H53|1190|nam|05:1
74|Bình Dương||H09|2820|nam|
75|Đồng Nai||H19|3310|nam|04:3
77|Bà Rịa - Vũng Tàu||H06|1190|nam|
79|Hồ Chí Minh|T|H29|9460|nam|04:5
80|Long An||H39|1740|nam|
82|Tiền Giang||H58|1790|nam|
83|Bến Tre||H07|1300|nam|
84|Trà Vinh||H59|1020|nam|05:31
86|Vĩnh Long||H61|1030|nam|05:2
87|Đồng Tháp||H20|1600|nam|
89|An Giang||H01|1910|nam|05:4
91|Kiên Giang||H33|1750|nam|05:12
92|Cần Thơ|T|H13|1260|nam|05:2 04:1
93|Hậu Giang||H30|730|nam|05:3
94|Sóc Trăng||H51|1200|nam|05:30 04:5
95|Bạc Liêu||H04|920|nam|05:8 04:2
96|Cà Mau||H12|1210|nam|05:2`

export const provinces: readonly Province[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [code, name, city, org, people, region, groups] = row.split('|') as string[]
    return {
      code: code!,
      name: name!,
      full: `${city ? 'thành phố' : 'tỉnh'} ${name}`,
      org: org!,
      people: Number(people),
      region: region as Region,
      groups: (groups ?? '')
        .split(' ')
        .filter(Boolean)
        .map((pair) => [pair.slice(0, 2), Number(pair.slice(3))] as const),
    }
  })

export const provinceByCode: ReadonlyMap<string, Province> = new Map(provinces.map((p) => [p.code, p]))
