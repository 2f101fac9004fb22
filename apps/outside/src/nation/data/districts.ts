/**
 * Districts of the 63 provinces as they were in 2023 (some, not all; the seat first), used in the names of units. Written
 * as `Q` quận, `T` thành phố, `X` thị xã; without a letter, huyện.
 */
const rows = `
01|Q Hoàn Kiếm,Q Ba Đình,Q Đống Đa,Q Cầu Giấy,Q Hà Đông,Q Long Biên,X Sơn Tây,Đông Anh,Gia Lâm,Sóc Sơn,Ba Vì,Thạch Thất,Chương Mỹ,Thường Tín,Phú Xuyên,Mỹ Đức
02|T Hà Giang,Vị Xuyên,Bắc Quang,Đồng Văn,Mèo Vạc,Yên Minh,Quản Bạ,Hoàng Su Phì,Xín Mần
04|T Cao Bằng,Hòa An,Trùng Khánh,Quảng Hòa,Bảo Lạc,Bảo Lâm,Nguyên Bình,Thạch An
06|T Bắc Kạn,Chợ Đồn,Chợ Mới,Na Rì,Ba Bể,Ngân Sơn,Bạch Thông
08|T Tuyên Quang,Sơn Dương,Yên Sơn,Hàm Yên,Chiêm Hóa,Na Hang,Lâm Bình
10|T Lào Cai,X Sa Pa,Bát Xát,Bảo Thắng,Bảo Yên,Văn Bàn,Bắc Hà,Mường Khương
11|T Điện Biên Phủ,X Mường Lay,Điện Biên,Tuần Giáo,Mường Chà,Tủa Chùa,Mường Nhé
12|T Lai Châu,Tam Đường,Phong Thổ,Sìn Hồ,Mường Tè,Than Uyên,Tân Uyên
14|T Sơn La,Mộc Châu,Mai Sơn,Thuận Châu,Yên Châu,Phù Yên,Sông Mã,Quỳnh Nhai
15|T Yên Bái,X Nghĩa Lộ,Văn Chấn,Văn Yên,Yên Bình,Lục Yên,Trấn Yên
17|T Hòa Bình,Lương Sơn,Kim Bôi,Lạc Sơn,Tân Lạc,Mai Châu,Đà Bắc
19|T Thái Nguyên,T Sông Công,T Phổ Yên,Đại Từ,Đồng Hỷ,Phú Bình,Định Hóa,Võ Nhai
20|T Lạng Sơn,Cao Lộc,Hữu Lũng,Chi Lăng,Lộc Bình,Bắc Sơn,Văn Quan,Tràng Định
22|T Hạ Long,T Cẩm Phả,T Uông Bí,T Móng Cái,X Quảng Yên,X Đông Triều,Vân Đồn,Tiên Yên
24|T Bắc Giang,Lục Ngạn,Lục Nam,Yên Thế,Tân Yên,Hiệp Hòa,Lạng Giang,Việt Yên
25|T Việt Trì,X Phú Thọ,Lâm Thao,Phù Ninh,Thanh Ba,Cẩm Khê,Thanh Sơn,Hạ Hòa
26|T Vĩnh Yên,T Phúc Yên,Bình Xuyên,Yên Lạc,Vĩnh Tường,Lập Thạch,Tam Đảo
27|T Bắc Ninh,T Từ Sơn,X Quế Võ,X Thuận Thành,Tiên Du,Yên Phong,Gia Bình
30|T Hải Dương,T Chí Linh,X Kinh Môn,Cẩm Giàng,Bình Giang,Gia Lộc,Tứ Kỳ,Ninh Giang
31|Q Hồng Bàng,Q Lê Chân,Q Ngô Quyền,Q Kiến An,Thủy Nguyên,An Dương,An Lão,Tiên Lãng,Vĩnh Bảo
33|T Hưng Yên,X Mỹ Hào,Văn Giang,Văn Lâm,Khoái Châu,Yên Mỹ,Ân Thi,Tiên Lữ
34|T Thái Bình,Đông Hưng,Hưng Hà,Quỳnh Phụ,Thái Thụy,Tiền Hải,Kiến Xương,Vũ Thư
35|T Phủ Lý,X Duy Tiên,Kim Bảng,Lý Nhân,Bình Lục,Thanh Liêm
36|T Nam Định,Mỹ Lộc,Vụ Bản,Ý Yên,Nam Trực,Trực Ninh,Xuân Trường,Giao Thủy,Hải Hậu
37|T Ninh Bình,T Tam Điệp,Gia Viễn,Hoa Lư,Nho Quan,Kim Sơn,Yên Khánh,Yên Mô
38|T Thanh Hóa,T Sầm Sơn,X Bỉm Sơn,X Nghi Sơn,Hoằng Hóa,Hậu Lộc,Nga Sơn,Thọ Xuân,Triệu Sơn,Quảng Xương,Ngọc Lặc,Mường Lát
40|T Vinh,X Cửa Lò,X Thái Hòa,X Hoàng Mai,Diễn Châu,Quỳnh Lưu,Yên Thành,Nghi Lộc,Nam Đàn,Thanh Chương,Đô Lương,Kỳ Sơn
42|T Hà Tĩnh,X Hồng Lĩnh,X Kỳ Anh,Cẩm Xuyên,Thạch Hà,Can Lộc,Đức Thọ,Hương Sơn,Hương Khê,Nghi Xuân
44|T Đồng Hới,X Ba Đồn,Lệ Thủy,Quảng Ninh,Bố Trạch,Quảng Trạch,Minh Hóa
45|T Đông Hà,X Quảng Trị,Hải Lăng,Triệu Phong,Gio Linh,Vĩnh Linh,Hướng Hóa
46|T Huế,X Hương Thủy,X Hương Trà,Phú Vang,Phú Lộc,Phong Điền,Quảng Điền,A Lưới
48|Q Hải Châu,Q Thanh Khê,Q Sơn Trà,Q Ngũ Hành Sơn,Q Liên Chiểu,Q Cẩm Lệ,Hòa Vang
49|T Tam Kỳ,T Hội An,X Điện Bàn,Duy Xuyên,Thăng Bình,Quế Sơn,Đại Lộc,Núi Thành,Nam Trà My
51|T Quảng Ngãi,X Đức Phổ,Bình Sơn,Sơn Tịnh,Tư Nghĩa,Mộ Đức,Nghĩa Hành,Ba Tơ
52|T Quy Nhơn,X An Nhơn,X Hoài Nhơn,Tuy Phước,Phù Cát,Phù Mỹ,Tây Sơn,Vân Canh
54|T Tuy Hòa,X Sông Cầu,X Đông Hòa,Tuy An,Phú Hòa,Đồng Xuân,Sơn Hòa
56|T Nha Trang,T Cam Ranh,X Ninh Hòa,Diên Khánh,Vạn Ninh,Cam Lâm,Khánh Vĩnh
58|T Phan Rang - Tháp Chàm,Ninh Phước,Ninh Hải,Ninh Sơn,Thuận Nam,Bác Ái
60|T Phan Thiết,X La Gi,Tuy Phong,Bắc Bình,Hàm Thuận Bắc,Hàm Thuận Nam,Đức Linh,Tánh Linh
62|T Kon Tum,Đắk Hà,Đắk Tô,Ngọc Hồi,Sa Thầy,Kon Plông,Đắk Glei
64|T Pleiku,X An Khê,X Ayun Pa,Chư Sê,Chư Prông,Đak Đoa,Ia Grai,Krông Pa
66|T Buôn Ma Thuột,X Buôn Hồ,Cư M'gar,Krông Pắc,Ea Kar,Krông Năng,Ea H'leo,Lắk
67|T Gia Nghĩa,Đắk Mil,Cư Jút,Đắk R'lấp,Krông Nô,Đắk Song,Tuy Đức
68|T Đà Lạt,T Bảo Lộc,Đức Trọng,Lâm Hà,Di Linh,Bảo Lâm,Đơn Dương,Lạc Dương
70|T Đồng Xoài,X Bình Long,X Phước Long,X Chơn Thành,Đồng Phú,Bù Đăng,Bù Đốp,Lộc Ninh
72|T Tây Ninh,X Hòa Thành,X Trảng Bàng,Gò Dầu,Châu Thành,Tân Biên,Tân Châu,Dương Minh Châu
74|T Thủ Dầu Một,T Dĩ An,T Thuận An,T Tân Uyên,X Bến Cát,Bàu Bàng,Dầu Tiếng,Phú Giáo
75|T Biên Hòa,T Long Khánh,Long Thành,Nhơn Trạch,Trảng Bom,Vĩnh Cửu,Xuân Lộc,Định Quán,Tân Phú
77|T Vũng Tàu,T Bà Rịa,X Phú Mỹ,Châu Đức,Xuyên Mộc,Long Điền,Côn Đảo
79|Q 1,T Thủ Đức,Q 3,Q 5,Q 7,Q Bình Thạnh,Q Gò Vấp,Q Tân Bình,Q Phú Nhuận,Bình Chánh,Củ Chi,Hóc Môn,Nhà Bè,Cần Giờ
80|T Tân An,X Kiến Tường,Bến Lức,Đức Hòa,Đức Huệ,Cần Giuộc,Cần Đước,Thủ Thừa
82|T Mỹ Tho,X Gò Công,X Cai Lậy,Châu Thành,Chợ Gạo,Cái Bè,Tân Phước
83|T Bến Tre,Châu Thành,Ba Tri,Bình Đại,Giồng Trôm,Mỏ Cày Nam,Thạnh Phú,Chợ Lách
84|T Trà Vinh,X Duyên Hải,Càng Long,Cầu Kè,Tiểu Cần,Trà Cú,Cầu Ngang
86|T Vĩnh Long,X Bình Minh,Long Hồ,Mang Thít,Tam Bình,Trà Ôn,Vũng Liêm
87|T Cao Lãnh,T Sa Đéc,T Hồng Ngự,Lấp Vò,Lai Vung,Tháp Mười,Thanh Bình,Tam Nông
89|T Long Xuyên,T Châu Đốc,X Tân Châu,X Tịnh Biên,Châu Phú,Chợ Mới,Thoại Sơn,Tri Tôn
91|T Rạch Giá,T Hà Tiên,T Phú Quốc,Châu Thành,Hòn Đất,Giồng Riềng,Gò Quao,An Biên,Kiên Lương
92|Q Ninh Kiều,Q Bình Thủy,Q Cái Răng,Q Ô Môn,Q Thốt Nốt,Phong Điền,Cờ Đỏ,Thới Lai
93|T Vị Thanh,T Ngã Bảy,X Long Mỹ,Vị Thủy,Châu Thành,Châu Thành A,Phụng Hiệp
94|T Sóc Trăng,X Vĩnh Châu,X Ngã Năm,Mỹ Xuyên,Kế Sách,Long Phú,Mỹ Tú,Thạnh Trị
95|T Bạc Liêu,X Giá Rai,Hòa Bình,Vĩnh Lợi,Phước Long,Hồng Dân,Đông Hải
96|T Cà Mau,Cái Nước,Đầm Dơi,Năm Căn,Ngọc Hiển,Trần Văn Thời,U Minh,Thới Bình`

const kinds: Readonly<Record<string, string>> = { Q: 'quận', T: 'thành phố', X: 'thị xã' }

/** District names in full (`huyện Đông Anh`) by province code. */
export const districts: ReadonlyMap<string, readonly string[]> = new Map(
  rows
    .trim()
    .split('\n')
    .map((row) => {
      const [province, names] = row.split('|') as [string, string]
      return [
        province,
        names
          .split(',')
          .map((name) =>
            kinds[name[0]!] && name[1] === ' ' ? `${kinds[name[0]!]} ${name.slice(2)}` : `huyện ${name}`,
          ),
      ] as const
    }),
)
