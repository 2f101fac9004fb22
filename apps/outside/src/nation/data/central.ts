/**
 * The 33 central bodies among the 96 focal points of 14/12/2023: the 31 with a known identifier (QĐ 20/2020/QĐ-TTg; names
 * of that day), and two whose name and identifier were not found, as placeholders. `weight` is roughly thousands of
 * people, to make the sizes uneven as they are in life.
 */
export interface CentralBody {
  readonly code: string
  readonly name: string
  readonly weight: number
  readonly placeholder: boolean
}

const rows = `
G01|Bộ Công an|1.2
G02|Bộ Công Thương|12
G03|Bộ Giáo dục và Đào tạo|27
G04|Bộ Giao thông vận tải|9
G05|Bộ Kế hoạch và Đầu tư|8
G06|Bộ Khoa học và Công nghệ|3
G07|Bộ Lao động – Thương binh và Xã hội|5
G08|Bộ Ngoại giao|2
G09|Bộ Nội vụ|2.6
G10|Bộ Nông nghiệp và Phát triển nông thôn|13
G11|Bộ Quốc phòng|1
G12|Bộ Tài chính|66
G13|Bộ Tài nguyên và Môi trường|11
G14|Bộ Thông tin và Truyền thông|2.5
G15|Bộ Tư pháp|10
G16|Bộ Văn hóa, Thể thao và Du lịch|7
G17|Bộ Xây dựng|4
G18|Bộ Y tế|31
G19|Ngân hàng Nhà nước Việt Nam|6
G20|Thanh tra Chính phủ|0.7
G21|Ủy ban Dân tộc|0.5
G22|Văn phòng Chính phủ|0.9
G24|Bảo hiểm xã hội Việt Nam|20
G27|Đài Tiếng nói Việt Nam|2
G28|Đài Truyền hình Việt Nam|2.6
G30|Thông tấn xã Việt Nam|2
G31|Viện Hàn lâm Khoa học và Công nghệ Việt Nam|2.6
G32|Viện Hàn lâm Khoa học xã hội Việt Nam|1.7
G35|Ủy ban An toàn giao thông Quốc gia|0.06
G38|Ủy ban sông Mê Công Việt Nam|0.06
G39|Hội đồng đánh giá trữ lượng khoáng sản quốc gia|0.05
G25|Cơ quan trung ương chưa xác định tên thứ nhất|1.5
G33|Cơ quan trung ương chưa xác định tên thứ hai|0.8`

export const centralBodies: readonly CentralBody[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [code, name, weight] = row.split('|') as [string, string, string]
    return { code, name, weight: Number(weight), placeholder: name.includes('chưa xác định') }
  })
