"""People and rows that the tests of importing share: known ones, and what a newer file says of them."""

HEAD = ("姓名", "性别", "民族", "出生年月", "工作单位", "现任职务", "身份证号")
KNOWN = (
    {"name": "李丽", "sex": "女", "birth": "1988.03", "unit": "县委组织部", "id_number": "990101198803120020"},
    {"name": "张伟", "sex": "男", "birth": "1980.05", "unit": "石桥镇", "current_post": "副镇长"},
    {"name": "张伟", "sex": "男", "birth": "1983.01", "unit": "玉泉乡", "current_post": "科员"},
    {"name": "林木", "sex": "男", "birth": "1985.07", "ethnic_group": "汉族", "unit": "柳河镇"},
    {"name": "孙立强", "sex": "男", "birth": "1970.09", "unit": "柳河镇", "current_post": "人大主席"},
)
RENAMED = ["李莉", "女", "", "1988.03", "县委组织部", "", "990101198803120020"]
TWO_OF_THE_NAME = ["张伟", "男", "", "", "", "局长", ""]
BAD = ["史华振", "男", "汉族", "1968.13", "柳河镇", "科员", ""]
NEW = ["赵六", "男", "汉族", "1980.01", "县直", "局长", ""]
