"""hòm thư niêm phong: how a commune that runs alone hands over what it must neither read nor know of."""
